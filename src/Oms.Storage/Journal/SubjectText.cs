using System.Text;

namespace Oms.Storage.Journal;

/// <summary>
/// Subjects as the databases can keep them. A subject may hold what somebody typed, and neither database keeps a NUL in a text: it is
/// escaped here, so that no input can stop the journal.
/// </summary>
internal static class SubjectText
{
    public static string Write(string subject)
    {
        if (subject.AsSpan().IndexOfAny('\0', '\\') >= 0)
            subject = subject.Replace("\\", "\\\\").Replace("\0", "\\0");

        // Half a surrogate pair is no Unicode text; the hash chain sees it as the replacement character too.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(subject));
    }

    public static string Read(string kept)
    {
        if (!kept.Contains('\\')) return kept;
        var text = new StringBuilder(kept.Length);
        for (var i = 0; i < kept.Length; i++)
            text.Append(kept[i] != '\\' ? kept[i] : kept[++i] == '0' ? '\0' : '\\');
        return text.ToString();
    }
}
