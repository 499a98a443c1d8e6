import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.OMS_API ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    outDir: 'dist', sourcemap: false, chunkSizeWarningLimit: 1600, target: 'es2023',
    // Two pages: the desk, and the API reference, which loads nothing of the desk.
    rolldownOptions: { input: ['index.html', 'api-docs/index.html'] },
  },
});
