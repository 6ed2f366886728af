#!/usr/bin/env bash
# Installed, the service starts by its unit, as a user without rights, and holds its lines
say "$(uname -mr), $(systemctl --version | head -1), $(grep -m1 -o 'CPU part.*' /proc/cpuinfo)"
need "the header's chip and the bus are there" wire_header
check "groups of the devices" systemd-sysusers /usr/lib/sysusers.d/edgeruntime.conf
# The rules come after the groups: udev looks names of groups up when it reads a rule, and reads rules again only when they changed.
install -m 644 60-edgeruntime.rules /usr/lib/udev/rules.d/
udevadm control --reload
check "udev gives the chip to its group" within 60 has_group /dev/gpiochip0 gpio:660
check "udev gives the bus to its group" within 60 has_group /dev/i2c-1 i2c:660
check "udev gives the PWM chip to its group" within 60 has_group /sys/class/pwm/pwmchip0/export gpio:220
say "$(ls -l /dev/gpiochip0 /dev/i2c-1)"

check "a model is installed" edgeruntime model install /usr/share/edgeruntime/models/first.edge --activate gestures
check "the configuration is right" edgeruntime check --config /etc/edgeruntime/applications
systemctl daemon-reload
start_broker
started=$(uptime_s)
need "the unit starts" systemctl start $service
say "systemctl start took $(awk -v a="$started" -v b="$(uptime_s)" 'BEGIN { print b - a }') s"
check "its user has no rights" [ "$(awk '/^CapEff/ { print $2 }' "/proc/$(main_pid)/status")" = 0000000000000000 ]
need "it answers" within 60 answers
check "no device is lost" bash -c '! journalctl -u edgeruntime -o cat --no-pager | grep -q "lost:"'
press 3 # the model asks for two answers in a row
check "an answer lights line 27" within 20 light_is 1
