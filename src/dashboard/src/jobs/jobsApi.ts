import { call } from '../api/http';
import type { Page } from '../api/types';

export type RunStatus = 'Queued' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled' | 'Skipped';

export interface Run {
  id: number; job: string; queue: string; args: unknown; status: RunStatus; requestedBy: string; attempt: number; attemptMax: number; dueAt: string;
  startedAt: string | null; endedAt: string | null; durationSeconds: number | null; waitSeconds: number | null; workerId: string | null;
  progress: number | null; progressText: string | null; result: unknown; error: string | null;
}
export interface Attempt { number: number; workerId: string; startedAt: string; endedAt: string | null; outcome: string; error: string | null; log: string | null }
export interface RunDetail { run: Run; attempts: Attempt[] }
export interface Job { name: string; queue: string; description: string }
export interface Queue { queue: string; limit: number; waiting: number; running: number; oldestWaitSeconds: number | null }
export interface Node { id: string; role: string; state: 'Alive' | 'Lost' | 'Stopped'; concurrency: number; running: number; processed: number; failed: number; seenAt: string }
export interface Schedule {
  id: string; name: string; job: string; args: unknown; kind: 'Cron' | 'Interval' | 'Once'; cron: string | null; timeZone: string; intervalMs: number | null; at: string | null;
  enabled: boolean; misfire: string; overlap: string; jitterMs: number; isBuiltIn: boolean; lastFireAt: string | null; next: string[];
}

const PAGE = 50;

/** The calls of docs/jobs.md. */
export const jobsApi = {
  jobs: async () => (await call<Page<Job>>('/jobs')).body.items,
  runs: async (status: string, cursor?: string | null) =>
    (await call<Page<Run>>('/jobs/runs', { query: { status: status || undefined, cursor, limit: PAGE } })).body,
  run: async (id: number) => (await call<RunDetail>(`/jobs/runs/${id}`)).body,
  runNow: (job: string, args: unknown) => call('/jobs/runs', { method: 'POST', body: { job, args } }),
  cancel: (id: number) => call(`/jobs/runs/${id}/cancel`, { method: 'POST' }),
  retry: (id: number) => call(`/jobs/runs/${id}/retry`, { method: 'POST' }),
  queues: async () => (await call<Page<Queue>>('/jobs/queues')).body.items,
  nodes: async () => (await call<Page<Node>>('/jobs/workers')).body.items,
  schedules: async () => (await call<Page<Schedule>>('/schedules')).body.items,
  pause: (id: string) => call(`/schedules/${id}/pause`, { method: 'POST' }),
  resume: (id: string) => call(`/schedules/${id}/resume`, { method: 'POST' }),
  change: (id: string, schedule: object) => call(`/schedules/${id}`, { method: 'PUT', body: schedule }),
};
