/** The port of the lab's server, and the message where it is unavailable. */

export const defaultPort = 4433;

/**
 * The port of an option. Exits with a message where it is invalid.
 * @param {string | undefined} text of `--port` @param {number} [fallback] the port without one
 */
export function portOf(text, fallback = defaultPort) {
  const port = text === undefined ? fallback : /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  console.error(`--port: wanted a whole number from 0 to 65535, got "${text}"`);
  process.exit(2);
}

/**
 * @param {unknown} error @param {number} port
 * @param {string} command the one that was run, "node cli/start.mjs"
 * @param {NodeJS.Platform} [platform]
 */
export function servingProblem(error, port, command, platform = process.platform) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const other = `${command} --port ${port < 65535 ? port + 1 : defaultPort}`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use, perhaps by the lab itself. Stop that program, or choose another port with \`${other}\`.`;
  if (code === 'EACCES')
    return platform === 'win32'
      ? `Windows does not allow port ${port}: it reserves port ranges, for example for Hyper-V, WSL or Docker (\`netsh interface ipv4 show excludedportrange protocol=tcp\` lists them). Use a free port with \`${command} --port 0\`.`
      : `This user may not use port ${port}. Choose one from 1024 up with \`${command} --port ${defaultPort}\`.`;
  return error instanceof Error ? error.message : String(error);
}
