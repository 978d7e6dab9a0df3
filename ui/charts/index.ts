/** The charts, by themselves: a page that shows none loads none of them. */
export { BarChart } from './bar-chart.tsx'
export { LineChart } from './line-chart.tsx'
export { MapChart } from './map-chart.tsx'
