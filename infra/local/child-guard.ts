import { spawn } from 'node:child_process';

// Runs a program for as long as whoever started this holds the other end of its standard input: however the runner ends,
// killed included, the program ends with it.
const [program = '', ...options] = process.argv.slice(2);
const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'inherit'] });
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => child.kill('SIGTERM'));
process.stdin.on('error', () => child.kill('SIGTERM'));
// The terminal's Ctrl-C reaches the whole group; the runner stops us in its own order.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.stdin.resume();
