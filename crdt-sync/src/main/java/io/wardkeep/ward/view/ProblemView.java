package io.wardkeep.ward.view;

/**
 * An error as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param type a URI reference that names the sort of problem
 * @param title the sort of problem in words
 * @param status the HTTP status
 * @param detail this problem in words
 */
public record ProblemView(String type, String title, int status, String detail) {}
