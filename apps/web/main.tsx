/** Starts the office app in the page. */
import { createRoot } from 'react-dom/client'
import '@xinlu/ui/style.css'
import './shell/shell.css'
import { App } from './app.tsx'
import { stampStyles } from './stamp-styles.ts'

stampStyles()
createRoot(document.getElementById('root')!).render(<App />)
