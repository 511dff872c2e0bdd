// Preloaded into every server we start: when the starting script is killed without a chance to stop it, it stops
// by itself instead of holding its port for ever.
const GRACE_MILLISECONDS = 5_000;

if (process.channel) {
  process.once('disconnect', () => {
    // Nobody reads the output any more, and a log line that cannot be written must not stop the stopping.
    process.stdout.on('error', () => {});
    process.stderr.on('error', () => {});
    setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  process.channel.unref();
}
