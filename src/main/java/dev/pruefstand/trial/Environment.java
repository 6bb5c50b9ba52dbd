package dev.pruefstand.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where and with what a campaign was measured: what a reader needs to judge or repeat it.
 *
 * @param started when the campaign began, ISO 8601 in UTC, to the second
 * @param plan the name of the plan that was carried out
 * @param commit the commit of the working tree, {@code unknown} outside a checkout
 * @param dirty whether the tree had changes that are in no commit
 * @param jdk vendor and version of the JVM
 * @param jvmFlags the flags the servers' JVMs ran with
 * @param os name and version of the operating system's distribution
 * @param kernel the kernel's release
 * @param cpu the processor's model name
 * @param cores logical processors available to the JVM
 * @param memoryBytes physical memory
 * @param loadBefore the load average over one minute, before the campaign; negative if unknown
 * @param openFiles the limit of open descriptors, negative if unknown
 * @param settings sysctls, cgroup limits, CPU governor: whatever this OS tells, by name
 */
public record Environment(
    String started,
    String plan,
    String commit,
    boolean dirty,
    String jdk,
    List<String> jvmFlags,
    String os,
    String kernel,
    String cpu,
    int cores,
    long memoryBytes,
    double loadBefore,
    long openFiles,
    Map<String, String> settings) {

  /** Copies the collections in their order, so that an environment cannot change. */
  public Environment {
    jvmFlags = List.copyOf(jvmFlags);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The same with one more setting. */
  public Environment with(String setting, String value) {
    var more = new LinkedHashMap<String, String>(settings);
    more.put(setting, value);
    return new Environment(
        started,
        plan,
        commit,
        dirty,
        jdk,
        jvmFlags,
        os,
        kernel,
        cpu,
        cores,
        memoryBytes,
        loadBefore,
        openFiles,
        more);
  }

  /** One line for a footer or a title: processor, cores, system, JDK. */
  public String machine() {
    return "%s, %d cores, %s, JDK %s".formatted(cpu, cores, os, jdk);
  }

  /** The day, {@code 2026-11-22}. */
  public String date() {
    return started.substring(0, 10);
  }
}
