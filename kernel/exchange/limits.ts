/** The limits of every file that comes in or goes out, each with the reason for its size. */

/** What a workbook may weigh and how long it may be read; a limit that is passed refuses the file, never cuts it. */
export type SheetLimits = {
  /** Bytes of the file as it was sent. */
  fileBytes: number
  /** Parts inside the zip. */
  zipEntries: number
  /** Bytes of all parts unpacked, as declared, and of each part as really unpacked. */
  zipBytes: number
  /** Unpacked size over packed size. */
  zipRatio: number
  /** Characters of one cell. */
  cellCharacters: number
  /** Columns that hold something. */
  columns: number
  /** Rows of one sheet. */
  rows: number
  /** Milliseconds from opening to the last row, waiting for the consumer not counted. */
  readMilliseconds: number
  /** Old-generation heap of the reading thread, in MB. */
  heapMb: number
}

/** The limits in force unless a caller gives tighter ones. */
export const sheetLimits: SheetLimits = {
  // 100,000 rows × 30 columns pack to about 20 MB; six times that is more than any office sends at once.
  fileBytes: 120_000_000,
  // A workbook of 50 sheets has about 110 parts; a zip of thousands is not a register.
  zipEntries: 200,
  // 100,000 rows × 30 columns unpack to 130 MB; the bomb of our tests unpacks to 300 MB from 307 KB.
  // A register of 200,000 × 40 needs about 350 MB: its caller passes a larger limit, on purpose.
  zipBytes: 200_000_000,
  // The register of our measurement packs 7 times; deflate ends near 1,000, and there the bombs are.
  zipRatio: 100,
  // Excel's own limit of a cell; a longer text was made by a program, to hurt.
  cellCharacters: 32_767,
  // Several times the widest register we know; a sheet with content farther right is shifted or hostile.
  columns: 512,
  // Excel's own limit of a sheet.
  rows: 1_048_576,
  // 100,000 rows × 30 columns took 7 s on a busy machine; many times that is a file meant to hang us.
  readMilliseconds: 120_000,
  // Shared texts are the only thing kept for the whole file; 200 MB of XML hold less than this.
  heapMb: 512,
}

/** Rows of one batch handed from the reading thread; enough to make the hand-over cheap, few enough to stay small. */
export const batchRows = 500

/** Characters after which a batch is handed over early, so that a few long texts never fill the memory. */
export const batchCharacters = 1_000_000

/** Data rows of one sheet that we write; the header takes the row that is missing to Excel's limit. */
export const rowsPerWrittenSheet = 1_048_575
