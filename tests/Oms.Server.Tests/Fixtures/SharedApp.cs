namespace Oms.Server.Tests.Fixtures;

/// <summary>One running product for all tests that only use it and break nothing.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    private OmsApp? _app;

    internal OmsApp App => _app ?? throw new InvalidOperationException("the product has not started");

    public async ValueTask InitializeAsync() => _app = await OmsApp.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }
}

/// <summary>Tests of this collection share one product.</summary>
[CollectionDefinition(Name)]
public sealed class SharedAppCollection : ICollectionFixture<SharedApp>
{
    public const string Name = "one running product";
}
