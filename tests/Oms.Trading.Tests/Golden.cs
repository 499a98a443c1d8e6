using System.Runtime.CompilerServices;

namespace Oms.Trading.Tests;

/// <summary>A checked-in file that a test compares with, so that a change shows in review. <c>OMS_UPDATE_GOLDEN=1</c> writes it anew.</summary>
internal static class Golden
{
    public static void Matches(string name, IEnumerable<string> lines, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, name); // A caller's path always has a folder.
        var actual = lines.ToArray();
        if (Environment.GetEnvironmentVariable("OMS_UPDATE_GOLDEN") is "1") File.WriteAllLines(path, actual);
        var expected = File.Exists(path) ? File.ReadAllLines(path) : [];
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
            Assert.True(expected[i] == actual[i], $"{name}:{i + 1}\n  in the file: {expected[i]}\n  now:         {actual[i]}");
        Assert.Equal(expected.Length, actual.Length);
    }
}
