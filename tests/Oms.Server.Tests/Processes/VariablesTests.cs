using Oms.Server.Hosting;
using Oms.Server.Messaging;

namespace Oms.Server.Tests.Processes;

public sealed class VariablesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void A_secret_may_come_as_a_file()
    {
        File.WriteAllText(_file, "a secret out of a file, long enough\n");

        var settings = Settings(("JWT_SECRET_KEY_FILE", _file));

        Assert.Equal(new GivenKey("JWT_SECRET_KEY", "a secret out of a file, long enough"), settings.JwtKey);
    }

    [Theory]
    [InlineData("JWT_SECRET_KEY_FILE", "/no/such/file", "JWT_SECRET_KEY_FILE")]
    [InlineData("OMS_ENGINE_PORT", "eight", "OMS_ENGINE_PORT")]
    [InlineData("OMS_ENGINE_URL", "engine:8001", "OMS_ENGINE_URL")]
    [InlineData("OMS_ENGINE_URL", "1=http://engine-1:8001", "OMS_ENGINE_URL")]
    [InlineData("OMS_ADDRESS", "everywhere", "OMS_ADDRESS")]
    [InlineData("OMS_METRICS_FROM", "172.16.0.0/99", "OMS_METRICS_FROM")]
    [InlineData("MESSAGE_BROKER_URL", "amqp://rabbit", "MESSAGE_BROKER_URL")]
    public void A_value_that_cannot_be_used_names_its_variable(string name, string value, string named)
    {
        var fault = Assert.Throws<SettingException>(() => Settings((name, value)));

        Assert.StartsWith(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_given_twice_is_refused()
    {
        var fault = Assert.Throws<SettingException>(() => Settings(("SECRET_KEY", "one"), ("SECRET_KEY_FILE", _file)));

        Assert.Contains("SECRET_KEY_FILE", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://engine:8001", 0, "http://engine:8001/")]
    [InlineData("0=http://engine-0:8001, 1=http://engine-1:8001", 1, "http://engine-1:8001/")]
    public void The_engine_of_the_shard_is_found(string text, int shard, string expected) =>
        Assert.Equal(expected, Settings(("OMS_ENGINE_URL", text), ("OMS_SHARD", $"{shard}")).EngineUrl.ToString());

    [Fact]
    public void The_text_of_a_redis_url_leaves_the_password_out()
    {
        var url = RedisUrl.Parse("redis://:se%2Fcret@cache:6380/1");

        Assert.Equal(new RedisUrl("cache", 6380, "se/cret", 1), url);
        Assert.Equal("redis://cache:6380/1", url.ToString());
    }

    [Fact]
    public void Production_refuses_a_weak_key_by_its_name()
    {
        var settings = Settings(("OMS_ENV", "production"), ("SECRET_KEY", "change-me"));

        var fault = Assert.Throws<SettingException>(() => SecretKeys.From(settings));

        Assert.StartsWith("SECRET_KEY is weak", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);

    private static OmsSettings Settings(params (string Name, string Value)[] variables)
    {
        var given = variables.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        return OmsSettings.FromEnvironment(given.GetValueOrDefault);
    }
}
