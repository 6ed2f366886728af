#!/busybox sh
# Process 1 until the disk is mounted.
/busybox mount -t devtmpfs none /dev
/busybox mount -t proc none /proc
/busybox mount -t sysfs none /sys
for module in /modules/*; do /busybox insmod "$module" 2>/dev/null; done
until [ -b /dev/vda ] && [ -b /dev/vdb ]; do /busybox sleep 0.1; done
/busybox mount -t ext4 /dev/vda /disk
/busybox mount -o move /dev /disk/dev
/busybox umount /proc /sys
exec /busybox switch_root /disk /sbin/init
