using System.Globalization;
using System.Text;

namespace Oms.PaperGateway.Faults;

/// <summary>The words of scripts: what is to be done, then its `name=value` arguments in any order.</summary>
internal static class ScriptWords
{
    /// <summary>A count of `all` outlasts any session.</summary>
    private const string All = "all";

    public static Intervention Intervention(IReadOnlyList<string> words)
    {
        var arguments = new Arguments(words);
        Intervention intervention = words[0] switch
        {
            "clear" => new Intervention.Clear(arguments.Text("kind") is { } kind ? Kind(kind) : null),
            "notice" => Notice(arguments),
            "disconnect" => new Intervention.Disconnect(arguments.Int("client")),
            "correct" => new Intervention.Correct(
                arguments.Text("exec"), arguments.Number("quantity"), arguments.Number("price")),
            "fill-elsewhere" => new Intervention.FillElsewhere(
                arguments.Needed("symbol", arguments.Text("symbol")),
                arguments.Needed("quantity", arguments.Number("quantity")),
                arguments.Number("price"),
                arguments.Text("account")),
            "move" => new Intervention.MoveMarket(
                arguments.Needed("symbol", arguments.Text("symbol")),
                arguments.Needed("price", arguments.Number("price"))),
            var word => new Intervention.Plan(Fault(Kind(word), arguments)),
        };
        arguments.ExpectNoMore();
        return intervention;
    }

    /// <summary>The name of a kind as scripts spell it: `drop-before-order`.</summary>
    public static string NameOf(FaultKind kind) => string.Concat(
        kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>`500ms`, `90s`, `5m`, `2h` or `00:01:30`.</summary>
    public static TimeSpan Duration(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var number = text[..^unit.Length];
        if (unit.Length > 0 && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n))
        {
            if (unit == "ms") return TimeSpan.FromMilliseconds(n);
            if (unit == "s") return TimeSpan.FromSeconds(n);
            if (unit == "m") return TimeSpan.FromMinutes(n);
            if (unit == "h") return TimeSpan.FromHours(n);
        }
        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && text.Contains(':')
            ? span
            : throw new FormatException($"'{text}' is no duration: 500ms, 90s, 5m, 2h or 00:01:30");
    }

    /// <summary>Words are parted by blanks; quotes keep blanks together, and a `#` outside them ends the line.</summary>
    public static List<string> Split(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var isQuoted = false;
        foreach (var c in line.TakeWhile(c => c != '#' || isQuoted))
        {
            if (c == '"') isQuoted = !isQuoted;
            else if (char.IsWhiteSpace(c) && !isQuoted) End(words, word);
            else word.Append(c);
        }
        if (isQuoted) throw new FormatException("a quote is not closed");
        End(words, word);
        return words;
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0) words.Add(word.ToString());
        word.Clear();
    }

    private static Intervention.Notify Notice(Arguments arguments)
    {
        var code = arguments.Needed("code", arguments.Int("code"));
        var text = arguments.Text("text");
        try
        {
            return new(code, text ?? SystemNotices.TextOf(code));
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static Fault Fault(FaultKind kind, Arguments arguments)
    {
        var plain = new Fault(kind);
        var message = arguments.Text("message");
        if (message is not null && !FaultPlan.KnowsMessage(message))
            throw new FormatException($"no message {message}");
        return plain with
        {
            ClientId = arguments.Int("client"),
            Count = arguments.Text("count") is { } count ? Count(count) : plain.Count,
            Message = message,
            Delay = arguments.Text("delay") is { } delay ? Duration(delay) : plain.Delay,
            RollBackBy = arguments.Int("by") ?? plain.RollBackBy,
            Reason = arguments.Text("reason") ?? plain.Reason,
            Quantity = arguments.Number("quantity"),
            Price = arguments.Number("price"),
        };
    }

    private static FaultKind Kind(string word) =>
        Enum.GetValues<FaultKind>().Cast<FaultKind?>().FirstOrDefault(k => NameOf(k!.Value) == word)
        ?? throw new FormatException(
            $"'{word}' is not known: notice, disconnect, correct, fill-elsewhere, move, clear, "
            + string.Join(", ", Enum.GetValues<FaultKind>().Select(NameOf)));

    private static int Count(string text) => text == All
        ? int.MaxValue
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new FormatException($"count is a number from 1 on, or 'all', not '{text}'");

    /// <summary>The arguments of one line; each is taken once, and what is left over was a mistake.</summary>
    private sealed class Arguments
    {
        private readonly string word;
        private readonly Dictionary<string, string> values = [];

        public Arguments(IReadOnlyList<string> words)
        {
            word = words[0];
            foreach (var argument in words.Skip(1))
            {
                if (argument.Split('=', 2) is not [var name, var value])
                    throw new FormatException($"'{argument}' is not name=value");
                if (!values.TryAdd(name, value)) throw new FormatException($"{name} is given twice");
            }
        }

        public string? Text(string name) => values.Remove(name, out var value) ? value : null;

        public int? Int(string name) => Text(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"{name} is a whole number, not '{text}'");

        public decimal? Number(string name) => Text(name) is not { } text ? null
            : decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var number) ? number
            : throw new FormatException($"{name} is a number, not '{text}'");

        public T Needed<T>(string name, T? value)
            where T : struct => value ?? throw new FormatException($"{word} needs {name}=");

        public string Needed(string name, string? value) => value ?? throw new FormatException($"{word} needs {name}=");

        public void ExpectNoMore()
        {
            if (values.Keys.FirstOrDefault() is { } name) throw new FormatException($"{word} knows no {name}=");
        }
    }
}
