/** The parts that all pages are made of; charts have a face of their own, `@xinlu/ui/charts`. */
export { Clock } from './clock.tsx'
export { Facts, PageHead, Section } from './detail.tsx'
export { dropDrafts, hasDrafts, useDraft } from './drafts.ts'
export { type Answered, Empty, Failed, Loading, Refused, Shown } from './faces.tsx'
export { FigureCard } from './figure-card.tsx'
export { ActDialog } from './form/act-dialog.tsx'
export { ActForm, type ActFormProps } from './form/act-form.tsx'
export { type FieldKind, type FormField, type FormValues, fieldsOf, optionsOf } from './form/field-spec.ts'
export { Field } from './form/field.tsx'
export type { StaleFacts } from './form/stale-edit.tsx'
export { Level, type LevelCode, levels } from './level.tsx'
export type { ListColumn } from './list/columns.ts'
export type { Filter, FilterValues } from './list/filter.ts'
export { ListPage, type ListProps } from './list/list-page.tsx'
export { Masked } from './masked.tsx'
export { Notices, tell } from './notices.tsx'
export {
  type KnownPlace,
  type Outline,
  type PlaceBook,
  PlaceBookProvider,
  usePlace,
  usePlaceBook,
} from './place/place-book.ts'
export { PlaceName } from './place/place-name.tsx'
export { PlacePicker } from './place/place-picker.tsx'
export { colours, series, theme } from './theme.ts'
export { TimeLine, type TimeLineEvent } from './time-line.tsx'
export { type TraceLine, TraceTree } from './trace-tree.tsx'
export { TwoSided, type TwoSidedRow } from './two-sided.tsx'
export { UploadBox } from './upload-box.tsx'
export { DayText, InstantText, Money, Text, countText } from './values.tsx'
export { WorkProgress } from './work-progress.tsx'
