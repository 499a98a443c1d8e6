using System.Globalization;
using Oms.PaperGateway.Instruments;

namespace Oms.PaperGateway.Faults;

/// <summary>When a line of a script is due. Nothing set means at once.</summary>
/// <param name="After">So long after the script was taken up.</param>
/// <param name="TimeOfDay">The next time that it is so late in New York.</param>
/// <param name="Instant">A point in time.</param>
public readonly record struct ScriptTime(
    TimeSpan? After = null, TimeOnly? TimeOfDay = null, DateTimeOffset? Instant = null)
{
    internal DateTimeOffset Due(DateTimeOffset start)
    {
        if (Instant is { } instant) return instant;
        if (TimeOfDay is not { } time) return start + (After ?? TimeSpan.Zero);
        var today = DateOnly.FromDateTime(TradingCalendar.ToNewYork(start).DateTime);
        var due = TradingCalendar.At(today, time);
        return due >= start ? due : TradingCalendar.At(today.AddDays(1), time);
    }
}

/// <summary>One line of a script.</summary>
public sealed record ScriptLine(ScriptTime When, Intervention What, string Text);

/// <summary>
/// Misbehaviour written down: one intervention a line, each perhaps with the time at which it is due. An empty line
/// and what follows a `#` mean nothing.
/// <code>
/// drop-after-order client=1            # at once: waits for the next order
/// +90s notice code=1100                # ninety seconds after the start
/// 15:59:30 delay delay=5s message=*    # half a minute before the close in New York
/// </code>
/// </summary>
public sealed record FaultScript(IReadOnlyList<ScriptLine> Lines)
{
    public static FaultScript Empty { get; } = new([]);

    /// <exception cref="FormatException">A line cannot be understood; the message says which and why.</exception>
    public static FaultScript Parse(IEnumerable<string> lines)
    {
        List<ScriptLine> script = [];
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            try
            {
                if (ParseLine(line) is { } parsed) script.Add(parsed);
            }
            catch (FormatException e)
            {
                throw new FormatException($"line {number}: {e.Message}", e);
            }
        }
        return new(script);
    }

    private static ScriptLine? ParseLine(string line)
    {
        var words = ScriptWords.Split(line);
        if (words.Count == 0) return null;
        var when = TimeOf(words[0]);
        var rest = when is null ? words : words[1..];
        if (rest.Count == 0) throw new FormatException($"nothing is to be done at {words[0]}");
        return new(when ?? default, ScriptWords.Intervention(rest), line.Trim());
    }

    private static ScriptTime? TimeOf(string word)
    {
        if (word.StartsWith('+')) return new(After: ScriptWords.Duration(word[1..]));
        if (!char.IsAsciiDigit(word[0])) return null;
        if (TimeOnly.TryParse(word, CultureInfo.InvariantCulture, out var time)) return new(TimeOfDay: time);
        return DateTimeOffset.TryParse(
            word, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new(Instant: instant)
            : throw new FormatException($"'{word}' is no time: +90s, 15:59:30 or 2026-11-23T20:59:30Z");
    }
}
