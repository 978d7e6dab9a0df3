/** Unpacks the browser of the npm package into the folder that `TMPDIR` names; run by `browser.ts`, in a process of its own. */
import chromium from '@sparticuz/chromium'

console.log(await chromium.executablePath())
