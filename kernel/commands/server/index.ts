/** Running acts and asks: parse, may, write, audit, in one transaction. */
export { type Answering, type Asked, type Command, type Query, command, query } from './definition.ts'
export { type Download, type Upload, type UploadedFile, download, upload } from './file-routes.ts'
export { type Revealable, revealField } from './reveal.ts'
export { type ServerModule, defineServerModule } from './server-module.ts'
export { type Desk, type Incoming, assertConfirmed, rememberAsk, runCommand, runQuery } from './run.ts'
export { busy, problemOf } from './problem-of.ts'
export { type MarkForm, markForms, markOf, pageOf, readMark } from './page-mark.ts'
