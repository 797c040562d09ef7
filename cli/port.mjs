/** The port at which the lab is served, and what is said where it cannot be had. */

export const defaultPort = 4433;

/**
 * Ends the program with a sentence where it is no port.
 * @param {string | undefined} text of `--port` @param {number} [usual] where there is none
 */
export function portOf(text, usual = defaultPort) {
  const port = text === undefined ? usual : /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  console.error(`--port: expected a whole number from 0 to 65535, got "${text}"`);
  process.exit(2);
}

/**
 * @param {unknown} error @param {number} port
 * @param {string} command what was started, "node cli/start.mjs"
 * @param {NodeJS.Platform} [platform]
 */
export function servingProblem(error, port, command, platform = process.platform) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const other = `${command} --port ${port < 65535 ? port + 1 : defaultPort}`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use, perhaps by another start of the lab: end that one, or choose another port with \`${other}\`.`;
  if (code === 'EACCES')
    return platform === 'win32'
      ? `Windows does not let port ${port} be used: it reserves ranges of ports, for Hyper-V, WSL or Docker for instance (\`netsh interface ipv4 show excludedportrange protocol=tcp\` lists them). Take one that is free with \`${command} --port 0\`.`
      : `Port ${port} is not allowed to this user: choose one from 1024 with \`${command} --port ${defaultPort}\`.`;
  return error instanceof Error ? error.message : String(error);
}
