using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Oms.Engine;
using Oms.Server.Hosting;
using Oms.Trading;
using Oms.Trading.Broker;

namespace Oms.Server.Remote;

/// <summary>
/// The desk of an engine in another process. A command is sent once and never again from here: what became of one without an answer only
/// the journal knows.
/// </summary>
internal sealed class RemoteDesk : ITradingDesk, IDisposable
{
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookWithin = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;
    private readonly Uri _engine;
    private readonly TimeProvider _clock;

    public RemoteDesk(Uri engine, SecretKeys keys, TimeProvider clock)
    {
        (_engine, _clock) = (engine, clock);
        var handler = new SocketsHttpHandler { ConnectTimeout = ConnectWithin, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) };
        _http = new(handler) { BaseAddress = engine, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", EngineToken.From(keys));
    }

    public async Task<Answer> SubmitAsync(DeskRequest request, CancellationToken ct)
    {
        try
        {
            return await AskAsync<Answer>(HttpMethod.Post, EngineApi.Commands, request, AnswerWithin, ct);
        }
        catch (EngineAwayException e)
        {
            return new(new Decision.Denied(new Denial("ENGINE_UNREACHABLE", $"{e.Message}; nothing was done, try again")), 0);
        }
    }

    public async Task<DeskStatus> StatusAsync(CancellationToken ct)
    {
        try
        {
            return await AskAsync<DeskStatus>(HttpMethod.Get, EngineApi.Status, null, LookWithin, ct);
        }
        catch (Exception e) when (e is EngineAwayException or OutcomeUnknownException)
        {
            return new(e.Message, new BrokerStatus(LinkState.Unknown, Instant.Now(_clock), _engine.Host, _engine.Port, 0, null, e.Message, 0));
        }
    }

    public async Task<QuoteSnapshot?> QuotesAsync(CancellationToken ct)
    {
        try
        {
            return await AskAsync<QuoteSnapshot>(HttpMethod.Get, EngineApi.Quotes, null, LookWithin, ct);
        }
        catch (Exception e) when (e is EngineAwayException or OutcomeUnknownException)
        {
            return null;
        }
    }

    public async Task<Denial?> ControlAsync(LinkControl control, CancellationToken ct)
    {
        try
        {
            return (await AskAsync<LinkAnswer>(HttpMethod.Post, EngineApi.Link, new LinkRequest(control), AnswerWithin, ct)).Denial;
        }
        catch (EngineAwayException e)
        {
            return new("ENGINE_UNREACHABLE", e.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    // Certain that nothing was done: the connection could not be made, or the engine turned the request away unread. All else is doubt.
    private async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, TimeSpan within, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: DeskJson.Options);
        using var timeout = new CancellationTokenSource(within, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            if (response.StatusCode is HttpStatusCode.Unauthorized)
                throw new EngineAwayException($"the engine at {_engine.Authority} has other keys than this process");
            if (!response.IsSuccessStatusCode)
                throw new OutcomeUnknownException($"the engine failed: {await response.Content.ReadAsStringAsync(either.Token)}");
            return await response.Content.ReadFromJsonAsync<T>(DeskJson.Options, either.Token)
                ?? throw new OutcomeUnknownException("the engine gave an empty answer");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw new EngineAwayException($"the engine at {_engine.Authority} cannot be reached");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException
            || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            throw new OutcomeUnknownException($"the engine at {_engine.Authority} did not answer: {e.Message}", e);
        }
    }

    private sealed class EngineAwayException(string message) : Exception(message);
}
