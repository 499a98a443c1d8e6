using Microsoft.Extensions.Logging;

namespace Oms.PaperGateway.Faults;

/// <summary>The lines of scripts that wait for their time; lines due together are done in the order of the script.</summary>
internal sealed class ScriptSchedule(Interventions interventions, ILogger logger)
{
    private readonly PriorityQueue<ScriptLine, (DateTimeOffset Due, int Number)> waiting = new();
    private int lines;

    public void Start(FaultScript script, DateTimeOffset now)
    {
        foreach (var line in script.Lines) waiting.Enqueue(line, (line.When.Due(now), lines++));
        DoDue(now);
    }

    public void DoDue(DateTimeOffset now)
    {
        while (waiting.TryPeek(out var line, out var place) && place.Due <= now)
        {
            waiting.Dequeue();
            try
            {
                interventions.Do(line.What, now);
                Log.ScriptLineDone(logger, line.Text);
            }
            catch (ArgumentException e)
            {
                // A fill to correct may not have come about; the rest of the script still holds.
                Log.ScriptLineFailed(logger, line.Text, e.Message);
            }
        }
    }
}
