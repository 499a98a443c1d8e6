using Oms.Server.Deployment;
using Oms.Server.Hosting;

namespace Oms.Server.Tests.Deployment;

public sealed class DeploymentCheckTests
{
    private static readonly Dictionary<string, string> Safe = new(StringComparer.Ordinal)
    {
        ["OMS_ENV"] = "production",
        ["OMS_DATA_DIR"] = Path.Combine(Path.GetTempPath(), "oms-check-none"),
        ["JWT_SECRET_KEY"] = "k3Jx9vQ2mR7tYbN5wZc8LpD4sFgH6aUe1oIi0XqV",
        ["API_KEY_SECRET"] = "A9bC8dE7fG6hI5jK4lM3nO2pQ1rS0tU9vW8xY7zZ",
        ["DATABASE_URL"] = "postgresql://oms_app:Long-Enough-Password-1@postgres:5432/oms",
        ["MESSAGE_BROKER_URL"] = "redis://:secret@redis:6379/1",
        ["OMS_WEB_ADDRESS"] = "0.0.0.0",
        ["OMS_TRUSTED_PROXIES"] = "172.30.97.0/24",
        ["OMS_METRICS_FROM"] = "172.30.97.0/24",
        ["IB_HOST"] = "ib-gateway",
        ["SUPERUSER_EMAIL"] = "anna@desk.test",
    };

    [Fact]
    public void Nothing_is_found_in_the_settings_of_the_production_files() => Assert.Empty(Codes());

    [Theory]
    [InlineData("OMS_ENV", "development", "NOT_PRODUCTION")]
    [InlineData("JWT_SECRET_KEY", "", "KEY_MISSING")]
    [InlineData("DATABASE_URL", "", "DATABASE_EMBEDDED")]
    [InlineData("OMS_TRUSTED_PROXIES", "0.0.0.0/0", "PROXIES_EVERYBODY")]
    [InlineData("OMS_TRUSTED_PROXIES", "", "NO_PROXY")]
    [InlineData("OMS_METRICS_FROM", "::/0", "METRICS_EVERYBODY")]
    [InlineData("IB_HOST", "", "NO_BROKER")]
    [InlineData("FLOWER_PASSWORD", "something", "SECRET_IN_ENVIRONMENT")]
    [InlineData("SUPERUSER_EMAIL", "admin@example.com", "SUPERUSER_EXAMPLE")]
    public void What_is_unsafe_is_named(string name, string value, string code) => Assert.Equal([code], Codes((name, value)));

    [Fact]
    public void Beside_an_engine_elsewhere_broker_and_first_user_are_not_asked_for() =>
        Assert.Empty(Codes(("OMS_ENGINE_URL", "http://engine:8001"), ("IB_HOST", ""), ("SUPERUSER_EMAIL", "")));

    [Theory]
    [InlineData("postgresql://oms_app:short@postgres/oms", "DATABASE_PASSWORD_WEAK")]
    [InlineData("postgresql://postgres:Long-Enough-Password-1@postgres/oms", "DATABASE_SUPERUSER")]
    [InlineData("postgresql://oms_app:Long-Enough-Password-1@db.example.com/oms", "DATABASE_IN_CLEAR")]
    public void A_database_that_is_reached_unsafely_is_named(string url, string code) => Assert.Equal([code], Codes(("DATABASE_URL", url)));

    [Fact]
    public void One_key_for_everything_and_a_key_that_can_be_guessed_are_named()
    {
        Assert.Equal(["KEY_SHARED"], Codes(("API_KEY_SECRET", Safe["JWT_SECRET_KEY"])));
        Assert.Equal(["KEY_WEAK"], Codes(("JWT_SECRET_KEY", new string('a', 40))));
    }

    private static string[] Codes(params (string Name, string Value)[] changes)
    {
        var environment = new Dictionary<string, string>(Safe, StringComparer.Ordinal);
        foreach (var (name, value) in changes) environment[name] = value;

        // What the production files set is given by files: it is read, and is not in the environment.
        string? InEnvironment(string name) => Safe.ContainsKey(name) ? null : environment.GetValueOrDefault(name);
        return [.. DeploymentCheck.Check(OmsSettings.FromEnvironment(environment.GetValueOrDefault), InEnvironment).Select(finding => finding.Code)];
    }
}
