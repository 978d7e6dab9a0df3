/** Workbooks made part by part, for tests and for the faults that are made on purpose. */
export { lieAboutSize, markEncrypted, workbookParts, zipOf, type Parts } from './make-workbook.ts'
