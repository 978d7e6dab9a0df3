/** How the office app is bundled: one page, hashed files, syntax and styles that Chrome 90 reads. */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'chrome90',
    cssTarget: 'chrome90',
    // What is written into the page itself would need a policy of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    manifest: 'manifest.json',
    reportCompressedSize: false,
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:8000' } },
})
