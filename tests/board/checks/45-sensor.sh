#!/usr/bin/env bash
# A sensor that is pulled out is missed, made harmless, and taken back when it returns
fault=/sys/module/i2c_registers/parameters/fault
device_is() { edgeruntime status --json | tr -d ' \n' | grep -q "\"name\":\"wrist/mpu60501:0x68\",\"state\":\"$1\""; }
duty_is() { [ "$(cat /sys/class/pwm/pwmchip0/pwm1/duty_cycle)" = "$1" ]; }
wrist_light_is() { [ "$(level_of 22)" = "$1" ]; }
cp applications/wrist.json /etc/edgeruntime/applications/
check "a second pipeline comes by a reload" reload
check "the sensor is read" within 60 device_is ready
check "a wrist at rest lights line 22" within 60 wrist_light_is 1
check "and drives a PWM channel at a quarter" within 10 duty_is 250000
published_before=$(metric messages_sent_total)
asking=$(cost_of_asking)
before=$(allocated)
started=$(uptime_s)
for ((i = 0; i < 120; i++)); do
    press 1
    sleep 1
done
grown=$(allocated_since "$before" "$asking")
lasted=$(awk -v a="$started" -v b="$(uptime_s)" 'BEGIN { print b - a }')
messages=$(($(metric messages_sent_total) - published_before))
say "with presses, the sensor and $messages messages to a broker, its managed memory allocated $grown bytes in $lasted s"
check "every press was published" at_most "$messages" 120
check "1 MB per hour at most" at_most "$(awk -v s="$lasted" -v r=$resolution 'BEGIN { print s * 1e6 / 3600 + r }')" "$grown"
echo 6 > $fault
check "pulled out, it is lost" within 30 device_is lost
check "line 22 is dark" within 10 wrist_light_is 0
check "and the channel off" within 10 duty_is 0
check "the other pipeline goes on" answers
echo 0 > $fault
returned=$(uptime_s)
check "plugged in, it is back" within 30 device_is ready
say "seen to be back $(awk -v a="$returned" -v b="$(uptime_s)" 'BEGIN { print b - a }') s later"
check "and line 22 is lit again" within 60 wrist_light_is 1
told=$(journalctl -u edgeruntime -o cat --no-pager | grep -E 'wrist/mpu6050 1:0x68: (lost|back)')
say "told: $told"
check "the journal tells both, once" [ "$(wc -l <<< "$told")" = 2 ]
rm /etc/edgeruntime/applications/wrist.json
check "the second pipeline goes by a reload" reload
check "which leaves line 22 safe" wrist_light_is 0
