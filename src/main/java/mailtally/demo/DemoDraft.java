package mailtally.demo;

/// A message that has its folder, but no number yet.
record DemoDraft(DemoPlan.Box box, DemoKind kind, Composer.Composed composed) {
    /// The same message once more.
    DemoDraft as(DemoPlan.Box other, DemoKind otherKind) {
        return new DemoDraft(other, otherKind, composed);
    }
}
