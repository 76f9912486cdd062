using System.Text.Json.Serialization;

namespace Gallabox.Core.Mail;

/// <summary>Why a number that was written cannot be acted on.</summary>
public enum UnclearNumber
{
    /// <summary>An extension follows: it names a desk, not a WhatsApp number.</summary>
    Extension,

    /// <summary>Letters stand in or at the number.</summary>
    Letters,

    /// <summary>A second number is abbreviated, as in <c>43210/11</c>.</summary>
    Shorthand,

    /// <summary>The same digits can be read as different numbers.</summary>
    Ambiguous,
}

/// <summary>Which number of the sender's account a text names. Only <see cref="One"/> may be acted on.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "match")]
[JsonDerivedType(typeof(One), "one")]
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(Several), "several")]
[JsonDerivedType(typeof(Unclear), "unclear")]
public abstract record PhoneMatch
{
    private PhoneMatch()
    {
    }

    public static PhoneMatch Nothing { get; } = new None(Foreign: false);

    /// <summary>Exactly one number is named and it is the account's.</summary>
    /// <param name="Number">As the account holds it, however it was written.</param>
    public sealed record One(PhoneNumber Number) : PhoneMatch;

    /// <param name="Foreign">A number is named, but none of the account's.</param>
    public sealed record None(bool Foreign) : PhoneMatch;

    /// <summary>Several complete numbers are named, at least one of them the account's.</summary>
    /// <param name="Own">Those of the account.</param>
    public sealed record Several(IReadOnlyList<PhoneNumber> Own) : PhoneMatch
    {
        public bool Equals(Several? other) => other is not null && Own.SequenceEqual(other.Own);

        public override int GetHashCode() => Own.Count;
    }

    public sealed record Unclear(UnclearNumber Reason) : PhoneMatch;
}
