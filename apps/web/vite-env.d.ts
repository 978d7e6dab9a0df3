/** What the bundler makes of files that are no code. */
declare module '*.svg' {
  const url: string
  export default url
}
declare module '*?url' {
  const url: string
  export default url
}
declare module '*.css'
