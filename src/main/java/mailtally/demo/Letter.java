package mailtally.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What somebody writes to somebody, before it becomes a message.
///
/// @param subject as a person reads it
/// @param form how what is not ASCII in the subject is written
/// @param sent when, in whole seconds
/// @param hours the writer's distance from UTC
/// @param messageId with angle brackets, or empty
/// @param replyTo the Message-ID that is answered
/// @param text lines that end with LF
/// @param file what an attached file is called, without its ending
record Letter(
        Person from,
        List<Person> to,
        List<Person> cc,
        String subject,
        EncodedWords.Form form,
        Instant sent,
        int hours,
        String messageId,
        Optional<String> replyTo,
        String text,
        String file) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ROOT);

    Letter {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
    }

    /// The same letter with another text.
    Letter withText(String other) {
        return new Letter(
                from, to, cc, subject, form, sent, hours, messageId, replyTo, other, file);
    }

    /// The same letter with another Message-ID, or none.
    Letter withMessageId(String other) {
        return new Letter(from, to, cc, subject, form, sent, hours, other, replyTo, text, file);
    }

    /// The date as RFC 5322 section 3.3 has it.
    String date() {
        return DATE.format(ZonedDateTime.ofInstant(sent, ZoneOffset.ofHours(hours)));
    }

    /// The header fields in octets, each line ended with LF, without those that say what the body
    /// is. Mail that Jane sent has no trace of a server.
    String header() {
        StringBuilder header = new StringBuilder();
        if (!from.equals(Person.JANE)) {
            header.append("Return-Path: <").append(from.address()).append(">\n");
            header.append("Received: from mail.example.org (mail.example.org [192.0.2.25])\n")
                    .append("\tby mx.example.com (Postfix) with ESMTPS id ")
                    .append(Integer.toHexString(sent.hashCode()).toUpperCase(Locale.ROOT))
                    .append("\n\tfor <")
                    .append(to.getFirst().address())
                    .append(">; ")
                    .append(date())
                    .append('\n');
        }
        header.append("From: ").append(from.field()).append('\n');
        header.append("To: ").append(fields(to)).append('\n');
        if (!cc.isEmpty()) {
            header.append("Cc: ").append(fields(cc)).append('\n');
        }
        header.append("Subject: ").append(EncodedWords.encode(subject, form)).append('\n');
        header.append("Date: ").append(date()).append('\n');
        if (!messageId.isEmpty()) {
            header.append("Message-ID: ").append(messageId).append('\n');
        }
        replyTo.ifPresent(
                id ->
                        header.append("In-Reply-To: ")
                                .append(id)
                                .append("\nReferences: ")
                                .append(id)
                                .append('\n'));
        return header.append("MIME-Version: 1.0\n").toString();
    }

    private static String fields(List<Person> people) {
        List<String> fields = new ArrayList<>();
        people.forEach(person -> fields.add(person.field()));
        return String.join(",\n ", fields);
    }
}
