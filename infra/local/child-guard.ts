import { spawn } from 'node:child_process';

// Runs a program for as long as whoever started this holds the other end of its standard input: however the runner ends,
// killed included, the program ends with it.
const [program = '', ...options] = process.argv.slice(2);
const child = spawn(program, options, { stdio: ['ignore', 'ignore', 'pipe'] });

// What the program says is of interest only if it fails.
let said = '';
child.stderr.on('data', (chunk) => {
  said += chunk;
});
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => {
  if (code !== 0 && !isEnding) process.stderr.write(said);
  process.exit(code ?? 1);
});
let isEnding = false;
const end = (): void => {
  isEnding = true;
  child.kill('SIGTERM');
};
process.stdin.on('end', end);
process.stdin.on('error', end);
process.on('SIGTERM', end);
process.stdin.resume();
