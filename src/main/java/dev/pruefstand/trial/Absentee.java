package dev.pruefstand.trial;

/**
 * Who was to be measured and could not be, or not under all scenarios.
 *
 * @param contender its name, as in {@link Contender#strategy}
 * @param reason why, for people
 */
public record Absentee(String contender, String reason) {}
