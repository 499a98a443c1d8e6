using System.Text;

namespace Oms.Server.Jobs;

/// <summary>What a run says. The beginning and the end are kept, the middle of a long log is left out and said to be: megabytes harm nobody.</summary>
internal sealed class RunLog
{
    private const int HeadMax = 16 * 1024;
    private const int TailMax = 16 * 1024;

    private static readonly AsyncLocal<RunLog?> Ambient = new();

    private readonly Lock _one = new();
    private readonly StringBuilder _head = new();
    private readonly StringBuilder _tail = new();
    private long _leftOut;

    /// <summary>The log of the run that this code is called from; null outside of a run.</summary>
    public static RunLog? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public void Append(string line)
    {
        lock (_one)
        {
            if (_tail.Length == 0 && _head.Length + line.Length < HeadMax)
            {
                _head.Append(line).Append('\n');
                return;
            }

            _tail.Append(line.Length > TailMax ? line.AsSpan(line.Length - TailMax) : line).Append('\n');
            _leftOut += Math.Max(0, line.Length - TailMax);
            if (_tail.Length <= 2 * TailMax) return;
            _leftOut += _tail.Length - TailMax;
            _tail.Remove(0, _tail.Length - TailMax);
        }
    }

    public override string ToString()
    {
        lock (_one)
        {
            return _leftOut == 0 ? $"{_head}{_tail}" : $"{_head}… {_leftOut} characters are left out …\n{_tail}";
        }
    }
}

/// <summary>Lets everything that a run logs by the ordinary way appear in its own log too.</summary>
internal sealed class RunLogProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new RunLogger(categoryName);

    public void Dispose()
    {
        // Nothing is held: logs belong to their runs.
    }

    private sealed class RunLogger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => RunLog.Current is not null && logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            RunLog.Current?.Append($"{logLevel}: {category}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");
        }
    }
}
