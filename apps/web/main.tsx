/** Starts the office app in the page. */
import { createRoot } from 'react-dom/client'
import '@xinlu/ui/style.css'
import './shell/shell.css'
import { App } from './app.tsx'

createRoot(document.getElementById('root')!).render(<App />)
