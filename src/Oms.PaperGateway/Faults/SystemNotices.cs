namespace Oms.PaperGateway.Faults;

/// <summary>What IB says with the notices about its connections.</summary>
internal static class SystemNotices
{
    public const int RestoredDataLost = 1101;

    /// <exception cref="ArgumentException">The code needs a text of its own.</exception>
    public static string TextOf(int code) => code switch
    {
        1100 => "Connectivity between IB and Trader Workstation has been lost.",
        RestoredDataLost => "Connectivity between IB and Trader Workstation has been restored - data lost.",
        1102 => "Connectivity between IB and Trader Workstation has been restored - data maintained.",
        2103 => "Market data farm connection is broken:usfarm",
        2104 => "Market data farm connection is OK:usfarm",
        2105 => "HMDS data farm connection is broken:ushmds",
        2106 => "HMDS data farm connection is OK:ushmds",
        2107 => "HMDS data farm connection is inactive but should be available upon demand.ushmds",
        2108 => "Market data farm connection is inactive but should be available upon demand.usfarm",
        2110 => "Connectivity between Trader Workstation and server is broken. It will be restored automatically.",
        2119 => "Market data farm is connecting:usfarm",
        2157 => "Sec-def data farm connection is broken:secdefnj",
        2158 => "Sec-def data farm connection is OK:secdefnj",
        _ => throw new ArgumentException($"notice {code} needs a text"),
    };
}
