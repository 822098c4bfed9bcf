// Loaded into what the launcher starts: when the launcher is gone, be it killed, its end of the channel closes.
process.channel?.unref();
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
