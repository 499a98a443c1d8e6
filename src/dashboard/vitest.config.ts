import { defineConfig } from 'vitest/config';

// The units are pure: no browser is simulated here. What needs one is tested in a real one.
export default defineConfig({ test: { environment: 'node', include: ['src/**/*.test.ts'], pool: 'threads', maxWorkers: 1 } });
