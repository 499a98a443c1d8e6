namespace Oms.Tws;

/// <summary>Bytes that are no message: names the message, the field and the value.</summary>
public sealed class TwsFormatException : Exception
{
    public TwsFormatException() { }
    public TwsFormatException(string message) : base(message) { }
    public TwsFormatException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>No session came about: refused, timed out, or the versions do not meet.</summary>
public sealed class TwsConnectException : Exception
{
    public TwsConnectException() { }
    public TwsConnectException(string message) : base(message) { }
    public TwsConnectException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>It is certain that no byte of the request left this machine.</summary>
public sealed class TwsNotSentException : Exception
{
    public TwsNotSentException() { }
    public TwsNotSentException(string message) : base(message) { }
    public TwsNotSentException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The request may or may not have reached the gateway; never resend it blindly.</summary>
public sealed class TwsSendInDoubtException : Exception
{
    public TwsSendInDoubtException() { }
    public TwsSendInDoubtException(string message) : base(message) { }
    public TwsSendInDoubtException(string message, Exception inner) : base(message, inner) { }
}
