import { Dialog } from '../controls/Dialog';
import { Failure, Loading } from '../controls/States';
import { useLoad } from '../controls/useLoad';
import { formatExact } from '../money/time';
import { jobsApi } from './jobsApi';

/** One run: what it was asked, what it answered, and what each attempt logged. */
export function RunDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const load = useLoad(`run ${id}`, () => jobsApi.run(id));
  const detail = load.value;
  return (
    <Dialog title={detail ? `Run ${id}: ${detail.run.job}` : `Run ${id}`} onClose={onClose} testId="run-dialog">
      {load.error !== null && <Failure error={load.error} retry={load.reload} />}
      {!detail && load.error === null && <Loading what="the run" />}
      {detail && (
        <div className="stack">
          <dl className="facts">
            <dt>Status</dt><dd>{detail.run.status}</dd>
            <dt>Worker</dt><dd className="mono">{detail.run.workerId ?? '–'}</dd>
            <dt>Arguments</dt><dd className="mono">{JSON.stringify(detail.run.args)}</dd>
            {detail.run.result !== null && <><dt>Result</dt><dd className="mono">{JSON.stringify(detail.run.result)}</dd></>}
            {detail.run.error && <><dt>Error</dt><dd>{detail.run.error}</dd></>}
          </dl>
          {detail.attempts.map((attempt) => (
            <section key={attempt.number} aria-label={`Attempt ${attempt.number}`}>
              <h3>Attempt {attempt.number}: {attempt.outcome}</h3>
              <p className="faint">{formatExact(attempt.startedAt)} on {attempt.workerId}{attempt.error ? `: ${attempt.error}` : ''}</p>
              {attempt.log && <pre className="jobs-log">{attempt.log}</pre>}
            </section>
          ))}
        </div>
      )}
    </Dialog>
  );
}
