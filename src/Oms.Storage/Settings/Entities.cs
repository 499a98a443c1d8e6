using Microsoft.AspNetCore.Identity;
using Oms.Trading;

namespace Oms.Storage.Settings;

/// <summary>Somebody who signs in. Roles and the second factor are Identity's.</summary>
public sealed class OmsUser : IdentityUser<Guid>
{
    public FirmId Firm { get; set; }

    /// <summary>As people call them.</summary>
    public string Name { get; set; } = "";
    public Instant CreatedAt { get; set; }

    /// <summary>May not sign in; what they did stays.</summary>
    public bool IsDisabled { get; set; }
}

/// <summary>A firm that accounts, users and keys belong to.</summary>
public sealed class Firm
{
    public FirmId Id { get; set; }
    public string Name { get; set; } = "";
}

/// <summary>
/// Allows one renewal of a session. Each renewal makes the next of its family; one that is used twice was stolen, and its family ends.
/// </summary>
public sealed class RefreshToken
{
    public Guid Id { get; set; }
    public Guid UserId { get; set; }

    /// <summary>The token itself is kept nowhere.</summary>
    public string TokenHash { get; set; } = "";
    public Instant IssuedAt { get; set; }
    public Instant ExpiresAt { get; set; }
    public Instant? UsedAt { get; set; }
    public Guid? ReplacedBy { get; set; }
    public Guid FamilyId { get; set; }
}

/// <summary>A program's way in, on behalf of the user who made it.</summary>
public sealed class ApiKey
{
    public Guid Id { get; set; }
    public Guid UserId { get; set; }
    public FirmId Firm { get; set; }
    public string Name { get; set; } = "";

    /// <summary>The start of the key, by which it is found and recognised; the rest is kept nowhere.</summary>
    public string Prefix { get; set; } = "";
    public string KeyHash { get; set; } = "";

    /// <summary>Words parted by blanks.</summary>
    public string Scopes { get; set; } = "";
    public Instant CreatedAt { get; set; }
    public Instant? ExpiresAt { get; set; }
    public Instant? RevokedAt { get; set; }
    public Instant? LastUsedAt { get; set; }
}
