namespace Oms.Certificate.Comparison;

/// <summary>The five ways in which a screen can be wrong.</summary>
internal enum Breach
{
    OrderLost,
    OrderSentTwice,
    FillLost,
    FillDoubled,
    BreakUnexplained,
}

/// <summary>One difference between the broker's books and ours that nothing excuses.</summary>
internal sealed record Finding(Breach Breach, string Text)
{
    public static string Name(Breach breach) => breach switch
    {
        Breach.OrderLost => "orders lost",
        Breach.OrderSentTwice => "orders sent twice",
        Breach.FillLost => "fills lost",
        Breach.FillDoubled => "fills doubled",
        _ => "breaks unexplained",
    };

    public override string ToString() => $"{Name(Breach)}: {Text}";
}
