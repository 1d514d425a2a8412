package mailtally.gate;

/// How a condition stands.
public enum Colour {
    /// It holds.
    GREEN,
    /// It holds by somebody's approval, or with something to know.
    AMBER,
    /// It does not hold, or is not known to.
    RED
}
