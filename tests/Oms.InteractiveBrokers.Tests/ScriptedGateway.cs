using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Oms.Tws;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.InteractiveBrokers.Tests;

/// <summary>The gateway's side of the wire, played by a test over a real socket.</summary>
internal sealed class ScriptedGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TwsServerConnection? _connection;

    public ScriptedGateway() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Takes the next client and greets it.</summary>
    public async Task GreetAsync(int nextValidId = 1, string accounts = "DU123456")
    {
        using var patience = new CancellationTokenSource(Patience);
        var socket = await _listener.AcceptSocketAsync(patience.Token);
        _connection = await TwsServerConnection.AcceptAsync(socket, new(), TimeProvider.System, NullLogger.Instance, patience.Token);
        await ExpectAsync<StartApi>();
        Say(new ManagedAccts(accounts), new NextValidId(nextValidId));
    }

    /// <summary>Answers the round of a connect; <paramref name="replies"/> are told where they belong.</summary>
    public async Task ShowAsync(params TwsReply[] replies)
    {
        var asked = await ExpectAsync<ReqExecutions>();
        Say([.. replies.OfType<ExecDetails>(), new ExecDetailsEnd(asked.ReqId)]);
        await ExpectAsync<ReqAllOpenOrders>();
        Say([.. replies.OfType<OpenOrder>(), new OpenOrderEnd()]);
        await ExpectAsync<ReqCompletedOrders>();
        Say([.. replies.OfType<CompletedOrder>(), new CompletedOrdersEnd()]);
        await ExpectAsync<ReqPositions>();
        Say([.. replies.OfType<Position>(), new PositionEnd()]);
        await ExpectAsync<CancelPositions>();
        var cash = await ExpectAsync<ReqAccountSummary>();
        Say([.. replies.OfType<AccountSummary>().Select(line => line with { ReqId = cash.ReqId }), new AccountSummaryEnd(cash.ReqId)]);
        await ExpectAsync<CancelAccountSummary>();
    }

    /// <summary>The next request, which must be of this kind.</summary>
    public async Task<T> ExpectAsync<T>()
        where T : TwsRequest
    {
        using var patience = new CancellationTokenSource(Patience);
        return Assert.IsType<T>(await Connection.Requests.ReadAsync(patience.Token));
    }

    public void Say(params TwsReply[] replies)
    {
        foreach (var reply in replies) Assert.True(Connection.Send(reply));
    }

    public void HangUp() => Connection.Abort("the test hangs up");

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        if (_connection is not null) await _connection.DisposeAsync();
    }

    private TwsServerConnection Connection => _connection ?? throw new InvalidOperationException("no client has come");
}
