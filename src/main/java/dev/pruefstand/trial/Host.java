package dev.pruefstand.trial;

/**
 * The machine a load came from, in short.
 *
 * @param jdk vendor and version of the JVM
 * @param os name and version of the operating system's distribution
 * @param kernel the kernel's release
 * @param cpu the processor's model name
 * @param cpus logical processors available to the JVM
 */
public record Host(String jdk, String os, String kernel, String cpu, int cpus) {}
