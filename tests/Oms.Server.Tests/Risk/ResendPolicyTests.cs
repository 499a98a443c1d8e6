using Oms.Server.Tests.Fixtures;

namespace Oms.Server.Tests.Risk;

[Collection(SharedAppCollection.Name)]
public sealed class ResendPolicyTests(SharedApp shared)
{
    private OmsApp App => shared.App;

    [Fact]
    public async Task It_is_off_until_it_is_set_and_read_as_it_was_set()
    {
        var before = await App.GetAsync($"risk/resend-policy?account={OmsApp.Account}");

        using var on = await App.Http.PutAsJsonAsync(new Uri("risk/resend-policy", UriKind.Relative), new { account = OmsApp.Account, resendOnce = true });
        var set = await App.GetAsync($"risk/resend-policy?account={OmsApp.Account}");
        using var off = await App.Http.PutAsJsonAsync(new Uri("risk/resend-policy", UriKind.Relative), new { account = OmsApp.Account, resendOnce = false });
        var after = await App.GetAsync($"risk/resend-policy?account={OmsApp.Account}");

        Assert.False(before.GetProperty("resendOnce").GetBoolean());
        Assert.True((await on.JsonAsync()).GetProperty("seq").GetInt64() > 0);
        Assert.True(set.GetProperty("resendOnce").GetBoolean());
        Assert.False(after.GetProperty("resendOnce").GetBoolean());
    }

    [Theory]
    [InlineData("NOBODY", true, "UNKNOWN_ACCOUNT")]
    [InlineData("", true, "FIELD_REQUIRED")]
    [InlineData(OmsApp.Account, null, "FIELD_REQUIRED")]
    public async Task What_cannot_be_set_is_refused(string account, bool? resendOnce, string code)
    {
        using var answer = await App.Http.PutAsJsonAsync(new Uri("risk/resend-policy", UriKind.Relative), new { account, resendOnce });

        Assert.Equal(code, (await answer.JsonAsync()).Text("code"));
    }
}
