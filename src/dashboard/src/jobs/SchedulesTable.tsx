import { useState, type SubmitEvent } from 'react';
import { explain } from '../api/problem';
import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { formatInstant } from '../money/time';
import { jobsApi, type Schedule } from './jobsApi';

interface Props { schedules: Schedule[]; onSwitch: (schedule: Schedule) => void; onRun: (schedule: Schedule) => void; onSaved: () => void }

export function SchedulesTable({ schedules, onSwitch, onRun, onSaved }: Props) {
  const [edited, setEdited] = useState<Schedule | null>(null);
  return (
    <>
      <table className="table">
        <thead><tr><th>Schedule</th><th>Job</th><th>When</th><th>Next</th><th>Last</th><th /></tr></thead>
        <tbody>{schedules.map((schedule) => (
          <tr key={schedule.id} data-schedule={schedule.name}>
            <td>{schedule.name}</td><td>{schedule.job}</td><td className="mono">{timeOf(schedule)}</td>
            <td>{schedule.enabled ? (schedule.next[0] ? formatInstant(schedule.next[0]) : '–') : <span className="chip warn">Paused</span>}</td>
            <td>{schedule.lastFireAt ? formatInstant(schedule.lastFireAt) : '–'}</td>
            <td className="jobs-actions">
              <button type="button" className="button small" onClick={() => onSwitch(schedule)}>{schedule.enabled ? 'Pause' : 'Resume'}</button>
              <button type="button" className="button small" onClick={() => setEdited(schedule)}>Edit</button>
              <button type="button" className="button small" onClick={() => onRun(schedule)}>Run now</button>
            </td>
          </tr>
        ))}</tbody>
      </table>
      {edited && <Edit schedule={edited} onClose={() => { setEdited(null); onSaved(); }} />}
    </>
  );
}

function Edit({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const [time, setTime] = useState(schedule.cron ?? String(schedule.intervalMs ?? schedule.at ?? ''));
  const [zone, setZone] = useState(schedule.timeZone);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    const when = schedule.kind === 'Cron' ? { cron: time } : schedule.kind === 'Interval' ? { intervalMs: Number(time) } : { at: time };
    try {
      await jobsApi.change(schedule.id, { ...request(schedule), ...when, timeZone: zone });
      onClose();
    } catch (error) {
      setProblem(explain(error));
    }
  }

  return (
    <Dialog title={`Edit ${schedule.name}`} onClose={onClose} testId="schedule-dialog"
      footer={<button type="submit" form="schedule-edit" className="button primary" data-testid="schedule-save">Save</button>}>
      <form id="schedule-edit" className="stack" onSubmit={(event) => void submit(event)}>
        <Field label={LABEL[schedule.kind]} value={time} error={problem} onChange={(event) => setTime(event.target.value)} testId="schedule-time" />
        <Field label="Time zone" value={zone} onChange={(event) => setZone(event.target.value)} />
      </form>
    </Dialog>
  );
}

const LABEL = { Cron: 'Second minute hour day-of-month month day-of-week', Interval: 'Interval in milliseconds', Once: 'Instant' };

function request({ name, job, args, kind, enabled, misfire, overlap, jitterMs }: Schedule) {
  return { name, job, args, kind, enabled, misfire, overlap, jitterMs };
}

function timeOf(schedule: Schedule): string {
  if (schedule.kind === 'Cron') return `${schedule.cron} (${schedule.timeZone})`;
  return schedule.kind === 'Interval' ? `every ${(schedule.intervalMs ?? 0) / 1000} s` : `once at ${schedule.at}`;
}
