/** The build and the test server turn a default import of a `.wasm` file into its address. */
declare module '*.wasm' {
  const url: string;
  export default url;
}
