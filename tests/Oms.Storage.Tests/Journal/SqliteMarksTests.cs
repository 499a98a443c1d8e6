using Oms.Storage.Journal;

namespace Oms.Storage.Tests.Journal;

public sealed class SqliteMarksTests : MarksContract
{
    private readonly TestFolder _folder = new();

    private string FilePath => _folder.File("deep/marks.db");

    public override ValueTask InitializeAsync() => default;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override JournalMarks Create(int shard) => JournalMarks.Sqlite(FilePath, shard);

    [Fact]
    public async Task A_file_that_is_damaged_is_put_aside_and_begun_anew()
    {
        Directory.CreateDirectory(_folder.File("deep"));
        await File.WriteAllTextAsync(FilePath, new string('x', 10_000));

        await NewMarks().SaveAsync(Snapshot(10), default);

        Assert.Single(await NewMarks().ReadSnapshotsAsync(default));
        Assert.True(File.Exists($"{FilePath}.damaged"));
    }
}
