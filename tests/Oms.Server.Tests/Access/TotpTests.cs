using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Access;

public sealed class TotpTests
{
    private const int StepSeconds = 30;

    [Fact]
    public async Task A_second_factor_counts_from_the_first_right_code_until_it_is_ended_with_one()
    {
        await using var app = await OmsApp.StartAsync(withPaper: false);
        using var begun = await app.Http.PostAsync(new Uri("auth/totp", UriKind.Relative), null);
        var secret = (await begun.JsonAsync()).Text("secret");

        using var before = await LoginAsync(app, null);
        using var wrong = await app.Http.PostAsJsonAsync(new Uri("auth/totp/confirm", UriKind.Relative), new { code = "000000x" });
        using var confirmed = await app.Http.PostAsJsonAsync(new Uri("auth/totp/confirm", UriKind.Relative), new { code = Code(secret) });
        using var without = await LoginAsync(app, null);
        using var with = await LoginAsync(app, Code(secret));
        using var end = new HttpRequestMessage(HttpMethod.Delete, new Uri("auth/totp", UriKind.Relative)) { Content = JsonContent.Create(new { code = Code(secret) }) };
        using var ended = await app.Http.SendAsync(end);
        using var after = await LoginAsync(app, null);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("TOTP_INVALID", (await wrong.JsonAsync()).Text("code"));
        Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, "TOTP_REQUIRED"), (without.StatusCode, (await without.JsonAsync()).Text("code")));
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private static Task<HttpResponseMessage> LoginAsync(OmsApp app, string? totp) =>
        app.Http.PostAsJsonAsync(new Uri("auth/login", UriKind.Relative), new { email = OmsApp.Email, password = OmsApp.Password, totp });

    // RFC 6238 with SHA-1 and six digits, as authenticator apps have it.
    private static string Code(string secret)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / StepSeconds);
#pragma warning disable CA5350 // The RFC says SHA-1.
        var hash = HMACSHA1.HashData(Base32(secret), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return $"{number % 1_000_000:000000}";
    }

    private static byte[] Base32(string text)
    {
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var letter in text)
        {
            (buffer, bits) = ((buffer << 5) | Letters.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
