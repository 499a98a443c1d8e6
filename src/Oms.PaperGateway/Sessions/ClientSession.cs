using Oms.Tws;

namespace Oms.PaperGateway.Sessions;

/// <summary>One connected client, as the loop sees it: who it is and what it listens to.</summary>
internal sealed class ClientSession(TwsServerConnection connection, Action<ClientSession, TwsReply> send)
{
    public TwsServerConnection Connection => connection;

    /// <summary>Known once the client has sent startApi.</summary>
    public int? ClientId { get; set; }

    /// <summary>1 live, 2 frozen, 3 delayed, 4 delayed and frozen; applies to later requests.</summary>
    public int MarketDataType { get; set; } = 1;

    public Dictionary<int, ISubscription> Subscriptions { get; } = [];
    public bool WantsPositions { get; set; }

    /// <summary>The account whose values and holdings are told on every change.</summary>
    public AccountUpdatesFeed? AccountUpdates { get; set; }

    /// <summary>The client has to ask for its quotes, bars and depth again.</summary>
    public void LoseMarketData()
    {
        foreach (var (reqId, _) in Subscriptions.Where(s => s.Value.IsMarketData).ToList()) Subscriptions.Remove(reqId);
    }

    public void Send(TwsReply reply) => send(this, reply);

    public void Fail(int id, int code, string text) => Send(new Tws.Replies.ErrMsg(id, code, text));
}

/// <summary>Something a client asked to be told about until it says stop.</summary>
internal interface ISubscription
{
    /// <summary>Comes from a data farm, and is lost with the connection to it.</summary>
    bool IsMarketData { get; }

    /// <summary>Tells what has changed since the last time; called at every step of the markets.</summary>
    void Publish(ClientSession session, DateTimeOffset now);
}
