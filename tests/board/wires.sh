# The board's pin header: a simulated chip with the label of a Raspberry Pi 4's, where the service looks for it by itself.
service=edgeruntime.service
decisions=/var/lib/edgeruntime/decisions.jsonl

wire_header() {
    local chip=/sys/kernel/config/gpio-sim/header
    # The emulated machine's own chip gives its number to the header's.
    echo 9030000.pl061 > /sys/bus/amba/drivers/pl061_gpio/unbind
    modprobe gpio-sim && modprobe i2c-dev && modprobe i2c-registers || return 1
    mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
    mkdir -p $chip/bank
    echo 58 > $chip/bank/num_lines
    echo pinctrl-bcm2711 > $chip/bank/label
    echo 1 > $chip/live
    lines=/sys/devices/platform/$(cat $chip/dev_name)/$(cat $chip/bank/chip_name)
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

main_pid() { systemctl show -p MainPID --value $service; }
restarts() { systemctl show -p NRestarts --value $service; }
is_active() { systemctl is-active --quiet $service; }

# The service answers a press: it runs, holds its lines and its window is full.
answers() {
    local before
    before=$(decision_count)
    press 1
    within 20 has_decisions $((before + 1))
}
