using System.Globalization;

namespace Oms.Trading;

/// <summary>Our id of an order, unique for ever; it travels to the broker as <c>orderRef</c> and is the key by which doubt is resolved.</summary>
public readonly record struct OrderId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The caller's id of an order (FIX tag 11) and the idempotency key of a placement; unique within an account.</summary>
public readonly record struct ClOrdId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The broker's id of one execution (FIX tag 17): what makes a fill count once.</summary>
public readonly record struct ExecId(string Value)
{
    private const int PartsMin = 4;

    public override string ToString() => Value;

    /// <summary>
    /// IB tells a correction by repeating an execution with the last part of its id raised, <c>0000e0d5.6593f1a2.01.01</c> to <c>….02</c>.
    /// False for ids that are not built like that: those are never corrected.
    /// </summary>
    public bool TryRevision(out string stem, out int revision)
    {
        (stem, revision) = ("", 0);
        var dot = Value.LastIndexOf('.');
        if (dot < 0 || Value.AsSpan().Count('.') < PartsMin - 1) return false;
        if (!int.TryParse(Value.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out revision)) return false;
        stem = Value[..dot];
        return true;
    }
}

/// <summary>A brokerage account, in the broker's spelling, e.g. <c>DU123456</c>.</summary>
public readonly record struct AccountId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>The firm that owns accounts, users and keys; nothing crosses from one firm to another.</summary>
public readonly record struct FirmId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Our unique name of an instrument: the ticker of a stock, the local symbol of a future or currency pair.</summary>
public readonly record struct Symbol(string Value)
{
    public override string ToString() => Value;
}

/// <summary>Who asked: a signed-in person, an API key, or a part of the program.</summary>
public readonly record struct Actor(string Name, FirmId Firm)
{
    /// <summary>The program itself, e.g. when it sets up a fresh installation; it belongs to no firm.</summary>
    public static readonly Actor System = new("system", new FirmId(""));

    public override string ToString() => Name;
}
