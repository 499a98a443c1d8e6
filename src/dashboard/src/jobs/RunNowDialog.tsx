import { useId, useState, type SubmitEvent } from 'react';
import { explain } from '../api/problem';
import { Dialog } from '../controls/Dialog';
import { useLoad } from '../controls/useLoad';
import { jobsApi } from './jobsApi';

/** Asks for a run; what the server refuses stands beside the fields. */
export function RunNowDialog({ start, onClose }: { start: { job: string; args: unknown }; onClose: () => void }) {
  const jobs = useLoad('jobs', jobsApi.jobs);
  const [job, setJob] = useState(start.job);
  const [args, setArgs] = useState(JSON.stringify(start.args ?? {}));
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    try {
      await jobsApi.runNow(job, JSON.parse(args || '{}'));
      onClose();
    } catch (error) {
      setProblem(error instanceof SyntaxError ? 'The arguments are no JSON.' : explain(error));
    }
  }

  return (
    <Dialog title="Run a job" onClose={onClose} testId="run-now-dialog"
      footer={<button type="submit" form={id} className="button primary" data-testid="run-now-submit">Run</button>}>
      <form id={id} className="stack" onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor={`${id}-job`}>Job</label>
          <select id={`${id}-job`} className="input" value={job} onChange={(event) => setJob(event.target.value)} data-testid="run-now-job">
            {(jobs.value ?? [{ name: job, description: '', queue: '' }]).map((known) => <option key={known.name} value={known.name}>{known.name}</option>)}
          </select>
          <span className="field-hint">{jobs.value?.find((known) => known.name === job)?.description}</span>
        </div>
        <div className="field">
          <label htmlFor={`${id}-args`}>Arguments (JSON)</label>
          <textarea id={`${id}-args`} className="input jobs-args" value={args} onChange={(event) => setArgs(event.target.value)} data-testid="run-now-args" />
          {problem && <span className="field-error" role="alert">{problem}</span>}
        </div>
      </form>
    </Dialog>
  );
}
