# The board's pin header: a simulated chip with the label of a Raspberry Pi 4's, where the service looks for it by itself.
service=edgeruntime.service
decisions=/var/lib/edgeruntime/decisions.jsonl

# The registers of an MPU-6050 that lies flat and still: 1 g on the z axis at a range of 4 g, and its identity.
motion_sensor() {
    local registers=() i
    for ((i = 0; i < 256; i++)); do registers[i]=0; done
    registers[0x3F]=32
    registers[0x75]=104
    (IFS=,; echo "${registers[*]}")
}

wire_header() {
    local chip=/sys/kernel/config/gpio-sim/header
    # The emulated machine's own chip gives its number to the header's.
    echo 9030000.pl061 > /sys/bus/amba/drivers/pl061_gpio/unbind
    modprobe gpio-sim && modprobe pwm-memory && modprobe i2c-dev && modprobe i2c-registers address=0x68 "registers=$(motion_sensor)" || return 1
    mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
    mkdir -p $chip/bank
    echo 58 > $chip/bank/num_lines
    echo pinctrl-bcm2711 > $chip/bank/label
    echo 1 > $chip/live
    lines=/sys/devices/platform/$(cat $chip/dev_name)/$(cat $chip/bank/chip_name)
}

# The broker of this board; what is published while it is away, it does not have. It remembers who listens across its own restarts.
start_broker() {
    printf 'listener 1883 127.0.0.1\nallow_anonymous true\nuser root\npersistence true\npersistence_location /run/\n' > /run/broker.conf
    mosquitto -c /run/broker.conf > /run/broker.log 2>&1 &
    broker=$!
}

broker_listens() { (: < /dev/tcp/127.0.0.1/1883) 2> /dev/null; }

# has_group FILE GROUP:MODE, once udev has seen the rules and the groups that came with the service.
has_group() {
    udevadm trigger --settle --subsystem-match=gpio --subsystem-match=i2c-dev --subsystem-match=pwm --subsystem-match=misc
    [ "$(stat -c %G:%a "$1")" = "$2" ]
}

# press N: N button presses on line 17, apart enough for the debounce.
press() {
    local i
    for ((i = 0; i < $1; i++)); do
        echo pull-up > "$lines/sim_gpio17/pull"
        sleep 0.05
        echo pull-down > "$lines/sim_gpio17/pull"
        sleep 0.05
    done
}

level_of() { cat "$lines/sim_gpio$1/value"; }
light_is() { [ "$(level_of 27)" = "$1" ]; }

decision_count() { [ -f $decisions ] && wc -l < $decisions || echo 0; }
has_decisions() { [ "$(decision_count)" -ge "$1" ]; }

# reload: the service reads its configuration again, and says so.
reload_count() { journalctl -u edgeruntime -o cat --no-pager | grep -c 'Reloaded:'; }
has_reloaded() { [ "$(reload_count)" -gt "$1" ]; }
reload() {
    local before
    before=$(reload_count)
    systemctl reload $service
    within 60 has_reloaded "$before"
}

main_pid() { systemctl show -p MainPID --value $service; }
restarts() { systemctl show -p NRestarts --value $service; }
is_active() { systemctl is-active --quiet $service; }

# The service answers a press: it runs, holds its lines and its window is full.
answers() {
    local before
    before=$(decision_count)
    press 1
    within 3 has_decisions $((before + 1))
}
