package mailtally.journey;

/// The application that a person signs in with where a server takes no passwords. An
/// administrator's registration has both ids; they are no secrets.
///
/// @param client the application's id
/// @param tenant the directory's id or one of its domains; empty: that of who signs in
public record Application(String client, String tenant) {}
